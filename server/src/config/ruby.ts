import type { Scalar } from '../source/node.ts';

/**
 * Ruby's `to_s` of a scalar: what Kamal prints in messages and passes on to docker.
 * @returns text; `''` for nil
 */
export function rubyString(scalar: Pick<Scalar, 'type' | 'value'>): string {
  if (scalar.value === null) return '';
  return scalar.type === 'float' ? rubyFloat(Number(scalar.value)) : String(scalar.value);
}

/** Float#to_s: always with a point, and with an exponent of two digits outside 1e-4…1e16. */
function rubyFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits.includes('.') ? digits : `${digits}.0`}e${sign}${exponent.replace(/^[-+]/, '').padStart(2, '0')}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}
