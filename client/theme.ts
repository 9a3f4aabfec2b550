import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { strings } from './strings.ts';

/** Copper that has weathered: the roof of an old hall. */
const verdigris: MantineColorsTuple = [
  '#eaf6f3',
  '#d3eae5',
  '#a9d6cc',
  '#7cc0b2',
  '#55aa9a',
  '#379483',
  '#237e6f',
  '#17695d',
  '#0f554b',
  '#0a423a',
];

const brass: MantineColorsTuple = [
  '#fbf5e6',
  '#f4e8c8',
  '#e9d296',
  '#ddba62',
  '#d1a53c',
  '#bd8e27',
  '#a0751c',
  '#805c15',
  '#624610',
  '#45310a',
];

const brick: MantineColorsTuple = [
  '#fdf0ed',
  '#f8dcd5',
  '#efb9ab',
  '#e4937e',
  '#da7157',
  '#c9563c',
  '#b2452d',
  '#933722',
  '#732a19',
  '#541e11',
];

const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f3f0ea',
  '#e8e4dc',
  '#dad5cb',
  '#c3bdb1',
  '#a39c8f',
  '#7b7569',
  '#5c574d',
  '#403c35',
  '#292621',
];

const dark: MantineColorsTuple = [
  '#ebe7df',
  '#cdc7bc',
  '#a8a195',
  '#7d776c',
  '#4d4942',
  '#38352f',
  '#2a2824',
  '#211f1c',
  '#191815',
  '#11100e',
];

const sans =
  'ui-sans-serif, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  colors: { verdigris, brass, brick, gray, dark },
  primaryColor: 'verdigris',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "Liberation Mono", Menlo, Consolas, monospace',
  headings: {
    fontWeight: '680',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.2rem', lineHeight: '1.3' },
      h3: { fontSize: '1.02rem', lineHeight: '1.35' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '9px', lg: '14px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        closeButtonProps: { 'aria-label': strings.common.close },
      },
      styles: { content: { background: 'var(--surface)' }, header: { background: 'var(--surface)' } },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': strings.common.close } } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': strings.auth.showPassword } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', width: 220 } },
    Tooltip: { defaultProps: { openDelay: 350 } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});

/** The few colours that pages are built from, for either scheme. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f3ed',
    '--mantine-color-text': '#26231e',
    '--mantine-color-dimmed': '#6b655a',
    '--mantine-color-anchor': '#0f6054',
    '--surface': '#fffdfa',
    '--surface-sunk': '#f0ece4',
    '--line': '#e4dfd4',
    '--line-strong': '#cfc8ba',
    '--accent-soft': '#e3f1ed',
    '--accent-ink': '#0f554b',
    '--brass-soft': '#f8edd2',
    '--brass-ink': '#6d4d0e',
    '--shadow': '0 1px 2px rgb(60 48 24 / 6%), 0 6px 20px -12px rgb(60 48 24 / 18%)',
  },
  dark: {
    '--mantine-color-body': '#171613',
    '--mantine-color-text': '#e9e5dc',
    '--mantine-color-dimmed': '#a39c8f',
    '--mantine-color-anchor': '#7cc9b9',
    '--surface': '#201e1b',
    '--surface-sunk': '#1b1a17',
    '--line': '#322f2a',
    '--line-strong': '#47433c',
    '--accent-soft': '#17332e',
    '--accent-ink': '#9adccd',
    '--brass-soft': '#3a2f17',
    '--brass-ink': '#ebcf8e',
    '--shadow': '0 1px 2px rgb(0 0 0 / 30%)',
  },
});
