using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SyncAdmin.Tests.Architecture;

/// <summary>One source file, by its path from the repository's root.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The code without comments and strings, in which names mean what they say.</summary>
    internal string Code => Noise().Replace(Text, " ");

    internal static string Root { get; } = FindRoot();

    /// <summary>The files of a project that git would take, build output left out.</summary>
    internal static IReadOnlyList<SourceFile> Of(string project, params string[] patterns) =>
    [
        .. patterns
            .SelectMany(pattern => Directory.EnumerateFiles(System.IO.Path.Combine(Root, project), pattern, SearchOption.AllDirectories))
            .Select(path => System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(Root, path)))),
    ];

    private static string FindRoot([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\"\"\".*?\"\"\"|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'""", RegexOptions.Singleline)]
    private static partial Regex Noise();
}
