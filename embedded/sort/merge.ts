type Stream<T> = { head: T; rest: Iterator<T>; place: number };
type Order<T> = (a: T, b: T) => number;

/** Sequences that are each in order, put together in that order; of equals those of an earlier sequence come first. */
export function* merged<T>(sequences: Iterator<T>[], order: Order<T>): Generator<T> {
  const streams = begun(sequences).sort((a, b) => order(a.head, b.head) || a.place - b.place);
  for (let first = streams[0]; first; first = streams[0]) {
    yield first.head;
    const next = first.rest.next();
    if (!next.done) first.head = next.value;
    else if (streams.length === 1) return;
    else streams[0] = streams.pop() as Stream<T>;
    sink(streams, order);
  }
}

function begun<T>(sequences: Iterator<T>[]): Stream<T>[] {
  return sequences.flatMap((rest, place) => {
    const first = rest.next();
    return first.done ? [] : [{ head: first.value, rest, place }];
  });
}

/** Lets the first stream of the heap sink to where it belongs. */
function sink<T>(heap: Stream<T>[], order: Order<T>): void {
  const moved = heap[0] as Stream<T>;
  let at = 0;
  for (let below = 1; below < heap.length; below = at * 2 + 1) {
    const right = heap[below + 1];
    if (right && precedes(right, heap[below] as Stream<T>, order)) below++;
    if (!precedes(heap[below] as Stream<T>, moved, order)) break;
    heap[at] = heap[below] as Stream<T>;
    at = below;
  }
  heap[at] = moved;
}

function precedes<T>(a: Stream<T>, b: Stream<T>, order: Order<T>): boolean {
  const difference = order(a.head, b.head);
  return difference < 0 || (difference === 0 && a.place < b.place);
}
