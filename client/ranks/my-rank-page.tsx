export function MyRankPage() {
  return null;
}
