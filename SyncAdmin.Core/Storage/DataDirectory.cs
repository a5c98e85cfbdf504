using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>The folder of everything that this process keeps on disk. Made when it does not exist, readable by its owner only.</summary>
public sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder.</summary>
    /// <exception cref="ProblemException">SYNC-9002: it can't be made.</exception>
    public DataDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Root = Path.GetFullPath(path);
        try
        {
            Make(Root);
            Make(KeysPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem(ErrorCatalog.DataDirectoryUnusable, $"The data directory {Root} can't be made: {exception.Message}"), exception);
        }

        HadState = File.Exists(StateFile);
    }

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    /// <summary>Whether <see cref="StateFile"/> was there when this process started: false on the first start with SQLite.</summary>
    public bool HadState { get; }

    /// <summary>The state, when <c>Storage:Provider</c> is <c>sqlite</c>.</summary>
    public string StateFile => Path.Combine(Root, "state.db");

    /// <summary>The embedding cache, when <c>Storage:Provider</c> is <c>sqlite</c>. May be deleted: texts are then paid for again.</summary>
    public string EmbeddingCacheFile => Path.Combine(Root, "embeddings.db");

    /// <summary>Data Protection's key ring: whoever reads it can read every stored credential.</summary>
    public string KeysPath => Path.Combine(Root, "keys");

    /// <summary>The sample catalogue.</summary>
    public string SamplePath => Path.Combine(Root, "sample");

    /// <summary>Held by the one process that uses the folder; see <see cref="DataDirectoryLock"/>.</summary>
    internal string LockFile => Path.Combine(Root, "lock");

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }
}
