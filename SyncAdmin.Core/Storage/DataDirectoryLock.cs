using System.Globalization;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// Makes this process the only one on its data directory, for as long as it lives. The lock is the kernel's (<c>flock</c>), so it ends with
/// the process, also by <c>kill -9</c>: whoever holds it knows that its predecessor is dead and may take over its leases at once.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly DataDirectory _directory;
    private readonly TimeProvider _time;
    private FileStream? _file;

    /// <summary>Takes nothing yet; see <see cref="Acquire"/>.</summary>
    public DataDirectoryLock(DataDirectory directory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(time);
        (_directory, _time) = (directory, time);
    }

    /// <summary>True from <see cref="Acquire"/> to <see cref="Dispose"/>.</summary>
    public bool IsHeld => _file is not null;

    // Beside the lock and not in it: a locked file can't be opened for reading by those who are refused and want to say by whom.
    private string OwnerFile => _directory.LockFile + ".owner";

    /// <summary>Takes the lock; does nothing when it is held already.</summary>
    /// <exception cref="ProblemException">SYNC-9001: another process holds it. SYNC-9002: the folder can't be written.</exception>
    public void Acquire()
    {
        if (_file is not null)
        {
            return;
        }

        try
        {
            _file = new FileStream(_directory.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(OwnerFile, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, started {_time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z"));
        }
        catch (IOException exception) when (_file is null && File.Exists(_directory.LockFile))
        {
            throw new ProblemException(
                new Problem(ErrorCatalog.DataDirectoryInUse, $"The data directory {_directory.Root} is in use by another SyncAdmin ({Owner()})."),
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new ProblemException(
                new Problem(ErrorCatalog.DataDirectoryUnusable, $"The data directory {_directory.Root} can't be written: {exception.Message}"),
                exception);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private string Owner()
    {
        try
        {
            return File.ReadAllText(OwnerFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "process unknown";
        }
    }
}
