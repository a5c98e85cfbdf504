using System.Globalization;
using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>Opening what is asked for, once, and telling what a disk said in the catalogue's words.</summary>
internal sealed partial class EmbeddedVectorStore
{
    private EmbeddedCatalog Catalog()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_catalog is null)
            {
                Directory.CreateDirectory(_directory);
                _directoryLock ??= LockDirectory();
                _catalog = new EmbeddedCatalog(Path.Combine(_directory, "catalog.db"));
                DeleteLeftovers(_catalog);
            }

            return _catalog;
        }
    }

    // Two processes on the same files would give each other's slots away. The system frees the lock with the process, however it ends.
    private FileStream LockDirectory()
    {
        try
        {
            return new FileStream(Path.Combine(_directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (IOException inUse) when (inUse is not DirectoryNotFoundException)
        {
            if (DiskProblems.From(inUse, _directory, "lock") is { } full && full.Error == ErrorCatalog.VectorDiskFull)
            {
                throw new ProblemException(full, inUse);
            }

            throw new ProblemException(new Problem(ErrorCatalog.VectorDirectoryInUse, $"Another process has the vector directory '{_directory}' open."), inUse);
        }
    }

    // Killed between the catalogue's commit and the files' removal: the catalogue is right.
    private void DeleteLeftovers(EmbeddedCatalog catalog)
    {
        var known = catalog.Collections.Values
            .Select(entry => new CollectionFiles(_directory, entry.Number))
            .SelectMany(files => (string[])[files.PointsName, files.VectorsName])
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(_directory, "c*.vec").Concat(Directory.EnumerateFiles(_directory, "c*.db")))
        {
            var name = Path.GetFileName(path);
            if (!known.Contains(name) && long.TryParse(Path.GetFileNameWithoutExtension(name).AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                new CollectionFiles(_directory, number).Delete();
            }
        }
    }

    private async Task<EmbeddedCollection> OpenAsync(string collection, CancellationToken cancellationToken)
    {
        var entry = await RunAsync("catalog.db", () => Catalog().Find(collection), cancellationToken);
        return entry is null ? throw new ProblemException(NotFound(collection)) : await OpenAsync(entry, cancellationToken);
    }

    private async Task<EmbeddedCollection> OpenAsync(CatalogEntry entry, CancellationToken cancellationToken)
    {
        Task<EmbeddedCollection>? open;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_catalog?.Collections.ContainsKey(entry.Name) != true)
            {
                throw new ProblemException(NotFound(entry.Name));
            }

            // What failed is tried again: the disk may have room now.
            if (!_open.TryGetValue(entry.Number, out open) || open.IsFaulted)
            {
                _open[entry.Number] = open = Task.Run(() => Load(entry), CancellationToken.None);
            }
        }

        return await open.WaitAsync(cancellationToken);
    }

    private List<Task<EmbeddedCollection>> TakeAll()
    {
        lock (_lock)
        {
            _disposed = true;
            List<Task<EmbeddedCollection>> open = [.. _open.Values];
            _open.Clear();
            return open;
        }
    }

    private void CloseDirectory()
    {
        _catalog?.Dispose();
        _directoryLock?.Dispose();
    }

    private EmbeddedCollection Load(CatalogEntry entry)
    {
        var files = new CollectionFiles(_directory, entry.Number);
        try
        {
            return new EmbeddedCollection(files, entry.Spec, new CollectionLoader(files, entry.Spec, _logger).Load(), _logger);
        }
        catch (Exception exception) when (DiskProblems.From(exception, _directory, files.PointsName) is { } problem)
        {
            throw new ProblemException(problem, exception);
        }
    }

    private static async Task CloseAsync(Task<EmbeddedCollection> open, CancellationToken cancellationToken)
    {
        try
        {
            var collection = await open.WaitAsync(cancellationToken);
            await collection.CloseAsync(cancellationToken);
        }
        catch (ProblemException)
        {
            // It could not even be opened; its files are deleted next.
        }
    }

    private async Task<T> ChangeCatalogAsync<T>(Func<EmbeddedCatalog, T> change, CancellationToken cancellationToken)
    {
        using var turn = await _catalogGate.EnterAsync(cancellationToken);
        return await RunAsync("catalog.db", () => change(Catalog()), cancellationToken);
    }

    private Task<bool> SetIndexAsync(string collection, string field, string? schema, CancellationToken cancellationToken) => ChangeCatalogAsync(
        catalog =>
        {
            catalog.SetIndex(catalog.Find(collection) ?? throw new ProblemException(NotFound(collection)), field, schema);
            return true;
        },
        cancellationToken);

    private async Task<T> ReadAsync<T>(string collection, Func<EmbeddedCollection, T> read, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(collection, cancellationToken);
        await open.DropReportedAsync(cancellationToken);
        return await RunAsync(collection, () => read(open), cancellationToken);
    }

    // File I/O and scans are synchronous: they must not hold up a caller's thread, which may be a page's.
    private Task<T> RunAsync<T>(string what, Func<T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                return work();
            }
            catch (Exception exception) when (ProblemOf(exception, what) is { } problem)
            {
                throw new ProblemException(problem, exception);
            }
        },
        cancellationToken);

    private Task<bool> RunAsync(string what, Action work, CancellationToken cancellationToken) => RunAsync(
        what,
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    private Task RunAsync(string what, Func<Task> work, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            try
            {
                await work();
            }
            catch (Exception exception) when (ProblemOf(exception, what) is { } problem)
            {
                throw new ProblemException(problem, exception);
            }
        },
        cancellationToken);

    private Problem? ProblemOf(Exception exception, string what) => exception switch
    {
        ProblemException => null,
        ObjectDisposedException when !_disposed => NotFound(what),
        SqliteException or IOException or UnauthorizedAccessException => DiskProblems.From(exception, _directory, what),
        _ => null,
    };

    private static Problem NotFound(string collection) =>
        new(ErrorCatalog.VectorCollectionNotFound, $"There is no collection or alias '{collection}' in the vector store.");
}
