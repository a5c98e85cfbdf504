using System.Globalization;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The files of a collection. Its number is never used again, and its name never touches the disk.</summary>
internal sealed class CollectionFiles(string directory, long number)
{
    internal string Directory => directory;

    internal string PointsName { get; } = string.Create(CultureInfo.InvariantCulture, $"c{number}.db");

    internal string VectorsName { get; } = string.Create(CultureInfo.InvariantCulture, $"c{number}.vec");

    internal string Points => Path.Combine(directory, PointsName);

    internal string Vectors => Path.Combine(directory, VectorsName);

    /// <summary>Where a vector file goes of which nothing can be used, in case a person can.</summary>
    internal string SetAside => Vectors + ".damaged";

    internal void Delete()
    {
        foreach (var file in (ReadOnlySpan<string>)[Vectors, SetAside, Points + "-shm", Points + "-wal", Points])
        {
            File.Delete(file);
        }
    }
}
