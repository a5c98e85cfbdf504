using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Access;

/// <content>Log messages.</content>
public sealed partial class ApiKeys
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API key {KeyId} could not be noted; the key works all the same")]
    private static partial void LogUseNotNoted(ILogger logger, Guid keyId, Exception exception);
}
