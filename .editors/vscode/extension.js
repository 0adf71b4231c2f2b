// Starts `vetform lsp`, which does all the work. Nothing is downloaded, and nothing is run but that program.

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

function newClient() {
  const command = vscode.workspace.getConfiguration('vetform').get('path') || 'vetform';
  return new LanguageClient(
    'vetform',
    'vetform',
    { command, args: ['lsp'] },
    {
      documentSelector: [{ scheme: 'file', language: 'yaml' }],
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher('**/{*.yaml,*.yml,*.csv,*.md,*.txt,.gitignore}'),
      },
    },
  );
}

async function start() {
  client = newClient();
  try {
    await client.start();
  } catch (error) {
    const text = `vetform could not be started: ${error.message}. Install it, or set vetform.path.`;
    if ((await vscode.window.showErrorMessage(text, 'Open Settings')) === 'Open Settings') {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'vetform.path');
    }
  }
}

async function stop() {
  const old = client;
  client = undefined;
  if (old && old.isRunning()) {
    await old.stop();
  }
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('vetform.restart', async () => {
      await stop();
      await start();
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('vetform.path')) {
        await stop();
        await start();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
