import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Post } from '../../shared/topics.ts';

/** Goes to a post by its address, so that the way back leads here. */
export function useJump(id: string): (number: number) => void {
  const navigate = useNavigate();
  const [jump] = useState(() => (number: Post['number']) => {
    void navigate({
      to: '/t/$id/{-$number}',
      params: { id, number: String(number) },
      resetScroll: false,
      state: { jump: Date.now() } as object,
    });
  });
  return jump;
}
