import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolvePlain } from '../../server/src/source/psych.ts';

// plain text = what Psych 5.3.1 makes of it
const TABLE = `
yes = boolean true
ON = boolean true
tRuE = boolean true
Off = boolean false
y = string y
n = string n
~ = null null
nULL = null null
nothing = string nothing
0777 = integer 511
012 = integer 10
007 = integer 7
08 = string 08
0o17 = string 0o17
0x1F = integer 31
0b101 = integer 5
-0b11 = integer -3
1_000 = integer 1000
1,000 = integer 1000
1,0,0 = integer 100
1__0 = string 1__0
1_ = string 1_
_1 = string _1
+5 = integer 5
-0 = integer 0
99999999999999999999 = integer 99999999999999999999
12:30 = integer 45000
22:22 = integer 80520
1:2 = integer 3720
1:30:15 = integer 5415
190:20:30 = integer 685230
12:30:45.5 = float 45045.5
60:60 = string 60:60
8080:80 = string 8080:80
8080:22 = integer 29089320
0:0 = integer 0
-1:30 = integer -1800
1.5 = float 1.5
1. = float 1
.5 = float 0.5
+.5 = float 0.5
1_0.5 = float 10.5
. = string .
1e3 = string 1e3
1.0e3 = string 1.0e3
1.0e+3 = float 1000
6.02E+23 = float 6.02e+23
1e+3 = string 1e+3
.inf = float Infinity
-.INF = float -Infinity
.NaN = float NaN
2024-01-01 = date 2024-01-01
2024-1-1 = date 2024-1-1
2024-02-30 = string 2024-02-30
2000-02-29 = date 2000-02-29
1900-02-29 = string 1900-02-29
2023-02-28 = date 2023-02-28
2023-02-29 = string 2023-02-29
2024-04-30 = date 2024-04-30
2024-04-31 = string 2024-04-31
2024-12-31 = date 2024-12-31
2024-13-01 = string 2024-13-01
2024-01-01 24:00:00 = time 2024-01-01 24:00:00
2024-01-01 24:00:01 = string 2024-01-01 24:00:01
2024-01-01 23:59:60 = time 2024-01-01 23:59:60
2024-01-01 23:60:00 = string 2024-01-01 23:60:00
2024-13-01 10:00:00 = string 2024-13-01 10:00:00
2024-02-30 10:00:00 = time 2024-02-30 10:00:00
2024-02-29 = date 2024-02-29
2024-13-45 = string 2024-13-45
2024-01-01T10:00:00Z = time 2024-01-01T10:00:00Z
2024-01-01 00:00:00 = time 2024-01-01 00:00:00
2024-01-01 25:00:00 = string 2024-01-01 25:00:00
= = string =
<< = string <<
:sym = symbol sym
:a-b = symbol a-b
:123 = symbol 123
::1 = symbol :1
:"quoted one" = symbol quoted one
: = string :
2.10 = float 2.1
1.2.3 = string 1.2.3
10.0.0.1 = string 10.0.0.1
-a:/b = string -a:/b
東京 = string 東京
é = string é
`;

for (const line of TABLE.trim().split('\n')) {
  const [, text = '', expected] = /^(.+?) = (.*)$/.exec(line)!;
  test(`${text} is ${expected}`, () => {
    const { type, value } = resolvePlain(text);
    assert.equal(`${type} ${value}`, expected);
  });
}

test('nothing at all is null', () => assert.deepEqual(resolvePlain(''), { type: 'null', value: null }));
test('several lines are text', () => assert.deepEqual(resolvePlain('1\n2'), { type: 'string', value: '1\n2' }));
test('beyond 2^53 an integer stays exact', () => assert.equal(resolvePlain('9007199254740993').value, 9007199254740993n));
