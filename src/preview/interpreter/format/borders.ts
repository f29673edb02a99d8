import type { Border } from '../../workbook/format/styles';
import { colorOf } from '../colors';
import { Collection, HostObject, invalidArgument } from '../host-object';
import type { Styled } from '../properties';

const STYLES = ['None', 'Continuous', 'Dash', 'DashDot', 'DashDotDot', 'Dot', 'Double', 'SlantDashDot'];
const WEIGHTS = ['Hairline', 'Thin', 'Medium', 'Thick'];
const SIDES = ['EdgeTop', 'EdgeBottom', 'EdgeLeft', 'EdgeRight', 'InsideVertical', 'InsideHorizontal', 'DiagonalDown', 'DiagonalUp'];
const CONDITIONAL_SIDES = ['EdgeTop', 'EdgeBottom', 'EdgeLeft', 'EdgeRight'];

class RangeBorder extends HostObject {
  override readonly scalars = ['sideIndex', 'style', 'color', 'weight'];
  constructor(
    private readonly styled: Styled,
    private readonly side: string,
  ) {
    super();
  }
  #get(name: keyof Border, usual: string): string | null {
    const border = this.styled.border(this.side);
    return border === null ? null : (border?.[name] ?? usual);
  }
  get SideIndex(): string {
    return this.side;
  }
  get Style(): string | null {
    return this.#get('style', 'None');
  }
  set Style(style: string) {
    if (!STYLES.includes(style)) throw invalidArgument();
    this.styled.setBorder(this.side, { style });
  }
  get Color(): string | null {
    return this.#get('color', '#000000');
  }
  set Color(color: string) {
    this.styled.setBorder(this.side, { color: colorOf(color) });
  }
  get Weight(): string | null {
    return this.#get('weight', 'Thin');
  }
  set Weight(weight: string) {
    if (!WEIGHTS.includes(weight)) throw invalidArgument();
    this.styled.setBorder(this.side, { weight });
  }
}

export class BorderCollection extends Collection<HostObject> {
  constructor(
    private readonly styled: Styled,
    private readonly sides = SIDES,
  ) {
    super();
  }
  override items(): readonly HostObject[] {
    return this.sides.map((side) => new RangeBorder(this.styled, side));
  }
  GetItem(side: string): HostObject {
    const name = this.sides === SIDES ? side : side.replace(/^Conditional/, 'Edge');
    if (!this.sides.includes(name)) throw invalidArgument();
    return new RangeBorder(this.styled, name);
  }
}

/** The borders of a conditional format. */
export class ConditionalBorderCollection extends BorderCollection {
  constructor(styled: Styled) {
    super(styled, CONDITIONAL_SIDES);
  }
  get Top(): HostObject {
    return this.GetItem('EdgeTop');
  }
  get Bottom(): HostObject {
    return this.GetItem('EdgeBottom');
  }
  get Left(): HostObject {
    return this.GetItem('EdgeLeft');
  }
  get Right(): HostObject {
    return this.GetItem('EdgeRight');
  }
}
