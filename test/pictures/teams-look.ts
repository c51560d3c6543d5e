/** Colours and sizes of Teams' own cards, as near as a host's settings come to them. */

export type Theme = 'light' | 'dark'

type Palette = {
  ground: string
  page: string
  text: string
  subtle: string
  line: string
  link: string
  box: string
  emphasis: string
  good: [ground: string, text: string]
  warning: [ground: string, text: string]
  attention: [ground: string, text: string]
  accent: [ground: string, text: string]
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#ffffff',
    page: '#f5f5f5',
    text: '#242424',
    subtle: '#616161',
    line: '#e0e0e0',
    link: '#5b5fc7',
    box: '#ffffff',
    emphasis: '#f5f5f5',
    good: ['#e7f2da', '#237b4b'],
    warning: ['#fbf6d9', '#835c00'],
    attention: ['#fcf4f6', '#c4314b'],
    accent: ['#e8ebfa', '#444791'],
  },
  dark: {
    ground: '#292929',
    page: '#1f1f1f',
    text: '#ffffff',
    subtle: '#adadad',
    line: '#484848',
    link: '#9299f7',
    box: '#1f1f1f',
    emphasis: '#333333',
    good: ['#0d2e0d', '#92c353'],
    warning: ['#3d3206', '#f2c661'],
    attention: ['#3e1f25', '#f9526b'],
    accent: ['#2f2f4a', '#aab1fa'],
  },
}

/** What the library is told of its host. */
export function hostConfig(theme: Theme): object {
  const { text, subtle, line, ...of } = palettes[theme]
  const colour = (one: string, quiet = one) => ({
    default: one,
    subtle: quiet,
    highlightColors: { default: '#fff3a3', subtle: '#fff3a3' },
  })
  const foregroundColors = {
    default: colour(text, subtle),
    dark: colour(text),
    light: colour(subtle),
    accent: colour(of.link),
    good: colour(of.good[1]),
    warning: colour(of.warning[1]),
    attention: colour(of.attention[1]),
  }
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors })
  return {
    fontFamily: "'Segoe UI', Selawik, 'DejaVu Sans Condensed', sans-serif",
    spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 14 },
    separator: { lineThickness: 1, lineColor: line },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    supportsInteractivity: true,
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 10, style: 'emphasis' },
    },
    containerStyles: {
      default: style(of.ground),
      emphasis: style(of.emphasis),
      accent: style(of.accent[0]),
      good: style(of.good[0]),
      warning: style(of.warning[0]),
      attention: style(of.attention[0]),
    },
    inputs: {
      label: {
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention' },
    },
  }
}

/** The styles that a host puts around what the library draws. */
export function styleOf(theme: Theme, width: number): string {
  const of = palettes[theme]
  return `
  body { margin: 0; background: ${of.page}; color: ${of.text}; color-scheme: ${theme};
    font: 14px/20px 'Segoe UI', Selawik, 'DejaVu Sans Condensed', sans-serif }
  #frame { width: ${width}px; box-sizing: border-box; padding: 12px; background: ${of.page} }
  .who { display: flex; gap: 8px; align-items: center; margin: 0 0 6px 2px; font-size: 12px; color: ${of.subtle} }
  .face { flex: none; width: 28px; height: 28px; border-radius: 8px; background: #1f5f6b; color: #fff; font-weight: 600;
    display: grid; place-items: center; font-size: 14px }
  .who b { color: ${of.text}; font-size: 13px }
  .card { border: 1px solid ${of.line}; border-radius: 6px; overflow: hidden; background: ${of.ground};
    box-shadow: 0 1px 3px #0002 }
  .dialog { border-radius: 8px; overflow: hidden; background: ${of.ground}; border: 1px solid ${of.line}; box-shadow: 0 6px 18px #0004 }
  .dialog > .bar { display: flex; gap: 8px; align-items: center; padding: 14px 14px 2px; font-size: 17px; font-weight: 600 }
  .ac-pushButton { font: 600 14px/20px 'Segoe UI', Selawik, 'DejaVu Sans Condensed', sans-serif; padding: 5px 12px; min-height: 32px;
    border-radius: 4px; border: 1px solid ${theme === 'light' ? '#d1d1d1' : '#666'}; background: ${of.box}; color: ${of.text};
    white-space: nowrap }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff }
  .ac-pushButton.style-destructive { color: ${of.attention[1]} }
  .ac-pushButton.expandable::after { content: '\\a0▾'; font-size: 11px }
  .ac-pushButton.ac-overflow { padding: 5px 8px; border-color: transparent }
  .ac-anchor { color: ${of.link}; text-decoration: none; font-weight: 600 }
  .ac-input { width: 100%; box-sizing: border-box; font: inherit; color: ${of.text}; background: ${of.box};
    border: 1px solid ${theme === 'light' ? '#d1d1d1' : '#666'}; border-bottom-color: ${of.subtle}; border-radius: 4px; padding: 5px 10px; min-height: 32px }
  textarea.ac-input { height: 64px; resize: none }
  .ac-choiceSetInput-expanded, .ac-toggleInput, .ac-input.ac-choiceSetInput-expanded { border: 0; padding: 2px 0; background: none; min-height: 0 }
  .ac-input-container { gap: 2px }
  input[type=radio], input[type=checkbox] { accent-color: #5b5fc7; margin: 4px 8px 4px 2px }
  .badge { display: inline-block; font: 600 12px/16px inherit; font-size: 12px; font-weight: 600; line-height: 16px; padding: 1px 8px; border-radius: 10px; border: 1px solid }
  .at { color: ${of.link} }
  .sign { width: 15px; height: 15px; vertical-align: -2px; margin-right: 1px }`
}
