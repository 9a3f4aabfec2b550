import { Anchor, type AnchorProps, Button, type ButtonProps, Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Native = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'style' | 'color'> & { ref?: Ref<HTMLAnchorElement> };

/** Mantine's looks on the router's links. */
export const TextLink = createLink((props: AnchorProps & Native) => <Anchor underline="hover" inherit {...props} />);
export const ButtonLink = createLink((props: ButtonProps & Native) => <Button component="a" {...props} />);
export const MenuLink = createLink((props: MenuItemProps & Native) => <Menu.Item component="a" {...props} />);
