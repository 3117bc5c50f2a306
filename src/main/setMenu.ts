import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * The page draws its own menus. macOS needs a bar for quitting and for copy and paste; the
 * developer tools are reached only in a program that was not packaged.
 */
export function setMenu(): void {
  const items: MenuItemConstructorOptions[] = [];
  if (process.platform === 'darwin') {
    items.push({ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' });
  }
  if (!app.isPackaged) {
    items.push({
      label: 'Development',
      submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }],
    });
  }
  Menu.setApplicationMenu(items.length === 0 ? null : Menu.buildFromTemplate(items));
}
