using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sqlite;

/// <summary>Where a SQLite source may lie. Decided on the path that the system really opens, links resolved.</summary>
internal static class SqliteFolders
{
    private const int MostLinks = 40;

    /// <summary>Why this file may not be opened; null when it may.</summary>
    internal static Problem? Refuse(string path, ConnectorContext context)
    {
        var file = Real(path);
        var data = Real(context.DataDirectory);
        if (file is null || data is null)
        {
            return new Problem(ErrorCatalog.SourceFileForbidden, $"The links in {path} lead in a circle.");
        }

        if (Lies(file, Path.Combine(data, "sample")))
        {
            return null;
        }

        if (Lies(file, data))
        {
            return new Problem(ErrorCatalog.SourceFileForbidden, $"{path} lies in the data directory.");
        }

        return context.Options.SqliteFolders.Count == 0 || context.Options.SqliteFolders.Any(folder => Real(folder) is { } allowed && Lies(file, allowed))
            ? null
            : new Problem(ErrorCatalog.SourceFileForbidden, $"{path} lies outside of Connectors:SqliteFolders.");
    }

    /// <summary>The path with every link in it followed, as realpath does; parts that do not exist stay as they are. Null: a circle of links.</summary>
    internal static string? Real(string path)
    {
        var pending = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part is "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (var step in Parts(target).Reverse())
            {
                pending.Push(step);
            }
        }

        return real;
    }

    private static IEnumerable<string> Parts(string path) => path[Path.GetPathRoot(path)!.Length..]
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
        .Where(part => part is not ".");

    private static bool Lies(string file, string folder)
    {
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var prefix = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        return file.StartsWith(prefix, comparison);
    }
}
