export function RanksPage() {
  return null;
}
