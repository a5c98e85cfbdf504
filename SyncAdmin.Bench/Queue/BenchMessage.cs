namespace SyncAdmin.Bench.Queue;

/// <summary>What both queues carry.</summary>
internal static class BenchMessage
{
    internal const string Queue = "bench";

    /// <summary>Seconds of a lease: none ends while the bench runs.</summary>
    internal const int Lease = 3_600;

    /// <summary>200 bytes of JSON.</summary>
    internal const string Payload =
        """{"entity":"product","id":184467,"action":"updated","fields":["price","stock"],"price":129.95,"stock":48,"brand":"Ferretera del Norte","note":"Acero inoxidable, rosca completa, apto para exterior."}""";
}
