using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>What a person may ask of a new collection; Qdrant's bounds.</summary>
internal static class CollectionSpecCheck
{
    internal static Problem? Check(CollectionSpec spec) =>
        OutOfRange("vectorSize", spec.VectorSize, 1, 65_536)
        ?? OutOfRange("hnsw.m", spec.HnswM, 0, 512)
        ?? OutOfRange("hnsw.efConstruct", spec.HnswEfConstruct, 4, 4096);

    private static Problem? OutOfRange(string name, int? value, int lowest, int highest) => value < lowest || value > highest
        ? new Problem(ErrorCatalog.CollectionSpecInvalid, $"{name} is {value}; it may be {lowest} to {highest}.")
        : null;
}
