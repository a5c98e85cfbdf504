using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Collections;

/// <content>What it logs.</content>
public sealed partial class CollectionManager
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "Made collection {Name} as {PhysicalName}, vectors of {VectorSize}")]
    private partial void LogMade(string name, string physicalName, int vectorSize);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "Deleted collection {Name} ({PhysicalName}) with its ledger rows")]
    private partial void LogDeleted(string name, string physicalName);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "The vector store has no {PhysicalName} of collection {Name}: making the next version; the next full sync fills it")]
    private partial void LogLost(string name, string physicalName);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Warning, Message = "No live count of collection {Name}: the vector store does not answer")]
    private partial void LogNoCount(Exception exception, string name);
}
