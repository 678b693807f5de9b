import { describe, expect, it } from 'vitest';
import { areaStates, isAreaCode, isServiceNumber, lineOf } from '#shared/phone/brazil.ts';

describe("Brazil's numbering plan", () => {
  it('has 67 area codes in 27 states, none of which ends in zero', () => {
    const codes = Object.keys(areaStates);
    expect(codes).toHaveLength(67);
    expect(new Set(Object.values(areaStates)).size).toBe(27);
    expect(codes.every((code) => /^[1-9][1-9]$/.test(code))).toBe(true);
  });

  it('leaves out the codes that nobody has', () => {
    const free = '20 23 25 26 29 30 36 39 40 50 52 56 57 58 59 60 70 72 76 78 80 90 00 10'.split(' ');
    expect(free.filter(isAreaCode)).toEqual([]);
    expect(isAreaCode('toString')).toBe(false);
  });

  it.each([
    ['987654321', 'mobile'],
    ['912345670', 'mobile'],
    ['87654321', 'oldMobile'],
    ['66554433', 'oldMobile'],
    ['77665544', 'oldMobile'],
    ['91234567', 'oldMobile'],
    ['90123456', null],
    ['22334455', 'landline'],
    ['57123456', 'landline'],
    ['11223344', null],
    ['01223344', null],
    ['812345678', null],
    ['1234567', null],
    ['9876543210', null],
    ['', null],
  ])('has %s as %s', (subscriber, line) => {
    expect(lineOf(subscriber)).toBe(line);
  });

  it('tells the numbers of services from those of people', () => {
    const services = '190 100 10315 1056 08001234567 0800123456 8001234567 03031234567 40041234 30031234 40201234';
    const people = '11987654321 1133334444 33334444 0113333444 40541234 30511234';
    expect(services.split(' ').filter((digits) => !isServiceNumber(digits))).toEqual([]);
    expect(people.split(' ').filter(isServiceNumber)).toEqual([]);
  });
});
