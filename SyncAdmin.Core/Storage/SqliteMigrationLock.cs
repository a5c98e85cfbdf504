namespace SyncAdmin.Core.Storage;

/// <summary>Lets one process at a time migrate a state.db; the kernel frees it when the process dies.</summary>
internal static class SqliteMigrationLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    internal static async Task<FileStream> EnterAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process migrates: a matter of seconds. There is no event to wait for across processes.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
