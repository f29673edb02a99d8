import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';

/** The brightness of a color such as `#1F1F1F`, from 0 to 255. */
function lightness(color: string): number {
  const value = Number.parseInt(color.replace('#', '').slice(0, 6), 16);
  return 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255);
}

/** Excel's theme if known; otherwise the browser's preference. */
export function excelTheme(): Theme {
  const background = Office.context.officeTheme?.bodyBackgroundColor;
  const dark = background === undefined ? window.matchMedia('(prefers-color-scheme: dark)').matches : lightness(background) < 128;
  return dark ? webDarkTheme : webLightTheme;
}
