import type { Style } from './styles';

const COMMA = '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)';
const CURRENCY = '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)';

/** Excel’s own named styles, as far as they are often used. */
export const BUILT_IN_STYLES: Readonly<Record<string, Style>> = {
  Normal: { fill: '', color: '', bold: false, italic: false, fontSize: 11, numberFormat: 'General' },
  Comma: { numberFormat: COMMA },
  Currency: { numberFormat: CURRENCY },
  Percent: { numberFormat: '0%' },
  Good: { fill: '#C6EFCE', color: '#006100' },
  Bad: { fill: '#FFC7CE', color: '#9C0006' },
  Neutral: { fill: '#FFEB9C', color: '#9C5700' },
  Input: { fill: '#FFCC99', color: '#3F3F76' },
  Output: { fill: '#F2F2F2', color: '#3F3F3F', bold: true },
  Calculation: { fill: '#F2F2F2', color: '#FA7D00', bold: true },
  Note: { fill: '#FFFFCC' },
  Title: { fontSize: 18, color: '#44546A' },
  Total: { bold: true },
  Heading1: { bold: true, fontSize: 15, color: '#44546A' },
  Heading2: { bold: true, fontSize: 13, color: '#44546A' },
  Heading3: { bold: true, color: '#44546A' },
  Heading4: { bold: true, color: '#44546A' },
  Accent1: { fill: '#4472C4', color: '#FFFFFF' },
  Accent2: { fill: '#ED7D31', color: '#FFFFFF' },
  Accent3: { fill: '#A5A5A5', color: '#FFFFFF' },
  Accent4: { fill: '#FFC000', color: '#FFFFFF' },
  Accent5: { fill: '#5B9BD5', color: '#FFFFFF' },
  Accent6: { fill: '#70AD47', color: '#FFFFFF' },
  Hyperlink: { color: '#0563C1', underline: 'Single' },
};
