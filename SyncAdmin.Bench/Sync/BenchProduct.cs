using System.Globalization;

namespace SyncAdmin.Bench.Sync;

/// <summary>Texts of generated products.</summary>
internal static class BenchProduct
{
    private static readonly string[] Things = ["drill", "hammer", "saw", "pump", "valve", "cable", "lamp", "switch", "bolt", "ladder"];
    private static readonly string[] Kinds = ["cordless", "heavy duty", "compact", "industrial", "domestic", "stainless", "rubber"];

    internal static string Name(long id) =>
        string.Create(CultureInfo.InvariantCulture, $"{Kinds[id % Kinds.Length]} {Things[id % Things.Length]} model {id} {id * 7919 % 1000} mm");
}
