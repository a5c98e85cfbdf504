namespace SyncAdmin.Tests.Vectors;

/// <summary>A directory of its own, removed at the end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("syncadmin-vectors-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
