// What the page's decimals make of pairs of numbers.
(pairs) => import(new URL('chargeback/decimal.js', document.baseURI)).then(({ Decimal }) => pairs.map(([a, b, places]) => {
  const [left, right] = [Decimal.parse(a), Decimal.parse(b)];
  return [left.plus(right), left.minus(right), left.round(places), left.trim(0), left.compareTo(right)].map(String);
}))
