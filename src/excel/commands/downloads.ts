/** Whether Excel lets the pane download files: its web view on Mac and iPad does not (OfficeDev/office-js#2700, #4681). */
export function canDownload(): boolean {
  const { platform } = Office.context;
  return platform !== Office.PlatformType.Mac && platform !== Office.PlatformType.iOS;
}
