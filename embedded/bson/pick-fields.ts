/** Keeps some top-level fields of an encoded document, without decoding it. */
export function pickFields(bytes: Buffer, names: Set<string>): Buffer {
  const parts: Buffer[] = [];
  let size = 5;
  let left = names.size;
  for (let at = 4; at < bytes.length - 1 && left > 0; ) {
    const nameEnd = bytes.indexOf(0, at + 1);
    const end = nameEnd + 1 + valueSize(bytes, bytes[at] as number, nameEnd + 1);
    if (names.has(bytes.toString('utf8', at + 1, nameEnd))) {
      parts.push(bytes.subarray(at, end));
      size += end - at;
      left--;
    }
    at = end;
  }
  return joined(parts, size);
}

function joined(parts: Buffer[], size: number): Buffer {
  const result = Buffer.allocUnsafe(size);
  result.writeInt32LE(size, 0);
  let at = 4;
  for (const part of parts) at += part.copy(result, at);
  result[at] = 0;
  return result;
}

function valueSize(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case 1:
    case 9:
    case 17:
    case 18:
      return 8;
    case 2:
    case 13:
    case 14:
      return 4 + bytes.readInt32LE(at);
    case 3:
    case 4:
    case 15:
      return bytes.readInt32LE(at);
    case 5:
      return 5 + bytes.readInt32LE(at);
    case 7:
      return 12;
    case 8:
      return 1;
    case 11:
      return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1 - at;
    case 16:
      return 4;
    case 19:
      return 16;
    default:
      return 0;
  }
}
