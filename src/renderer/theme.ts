import { Button, createTheme, type MantineColorsTuple, Modal, NativeSelect, Select, Tooltip } from '@mantine/core';

/** The one accent: cobalt, as the ink of a postmark. */
const accent: MantineColorsTuple = [
  '#eef1fe',
  '#dde3fd',
  '#bcc7fb',
  '#97a8f8',
  '#7288f2',
  '#4f68ea',
  '#3450dc',
  '#2841bd',
  '#213598',
  '#1b2b78',
];

/** Warm greys: paper by day, lamplight by night. */
const gray: MantineColorsTuple = [
  '#f8f8f6',
  '#f2f1ee',
  '#e9e8e4',
  '#dcdbd6',
  '#c6c5bf',
  '#8f8e87',
  '#63625d',
  '#494844',
  '#31302d',
  '#1b1b19',
];

const dark: MantineColorsTuple = [
  '#edece8',
  '#cfcec9',
  '#a8a7a1',
  '#8f8e88',
  '#383834',
  '#2e2e2b',
  '#222220',
  '#161615',
  '#111110',
  '#0b0b0a',
];

const green: MantineColorsTuple = [
  '#e9f7ef',
  '#d1eedd',
  '#a5ddbd',
  '#74c998',
  '#49b377',
  '#2b9a5e',
  '#1a7f4b',
  '#14683d',
  '#105331',
  '#0b3f25',
];

const yellow: MantineColorsTuple = [
  '#fdf4e3',
  '#fae7c3',
  '#f4d08a',
  '#ecb755',
  '#dd9c2c',
  '#c2831a',
  '#9a6410',
  '#7c500c',
  '#613f0a',
  '#4a3008',
];

const red: MantineColorsTuple = [
  '#fdeeec',
  '#fbdbd7',
  '#f5b5ad',
  '#ee8b80',
  '#e5665a',
  '#d8473b',
  '#c0342a',
  '#9f2a22',
  '#80231c',
  '#621b16',
];

/** One radius for all that has corners; the tick of a checkbox is too small for it. */
const radius = '8px';

/** Heights on the 4-px grid. */
const heights = { xs: '28px', sm: '36px', md: '40px', lg: '48px', xl: '56px' } as const;
const heightOf = (size: unknown): string => (typeof size === 'string' && isSize(size) ? heights[size] : heights.sm);
const isSize = (size: string): size is keyof typeof heights => size in heights;

/** Lists stand beside the field that opens them, also for who hears the page in its order. */
const inPlace = { shadow: 'md', withinPortal: false } as const;

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, gray, dark, green, yellow, red },
  white: '#ffffff',
  black: '#1b1b19',
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: radius, sm: radius, md: radius, lg: radius, xl: radius },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '32px' },
      h2: { fontSize: '18px', lineHeight: '24px' },
      h3: { fontSize: '15px', lineHeight: '20px' },
      h4: { fontSize: '14px', lineHeight: '20px' },
      h5: { fontSize: '13px', lineHeight: '20px' },
      h6: { fontSize: '12px', lineHeight: '16px' },
    },
  },
  shadows: {
    xs: 'var(--shadow-1)',
    sm: 'var(--shadow-1)',
    md: 'var(--shadow-2)',
    lg: 'var(--shadow-2)',
    xl: 'var(--shadow-3)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size }) => ({
        root: { '--button-height': heightOf(size), '--button-fz': size === 'xs' ? '13px' : '14px' },
      }),
    }),
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500 } },
    Input: {
      defaultProps: { size: 'sm' },
      vars: () => ({ wrapper: { '--input-height': '36px', '--input-fz': '14px' } }),
    },
    InputWrapper: { defaultProps: { size: 'sm' } },
    Select: Select.extend({
      defaultProps: { size: 'sm', checkIconPosition: 'right', comboboxProps: inPlace, allowDeselect: false },
    }),
    Autocomplete: { defaultProps: { size: 'sm', comboboxProps: inPlace } },
    TagsInput: { defaultProps: { size: 'sm', comboboxProps: inPlace } },
    // Without the placeholder that takes the focus first: it is no item of a menu.
    Menu: { defaultProps: { shadow: 'md', withinPortal: false, withInitialFocusPlaceholder: false } },
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { transition: 'fade', duration: 120 },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: false, fz: 'xs' } }),
    Paper: { defaultProps: { withBorder: true } },
  },
});
