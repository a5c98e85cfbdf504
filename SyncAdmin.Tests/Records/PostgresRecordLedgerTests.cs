using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Tests.Records;

public sealed class PostgresRecordLedgerTests : RecordLedgerConformance
{
    protected override StateDatabase Open()
    {
        var server = PostgresServer.Shared;
        return new PostgresStateDatabase(server.ConnectionString(server.CreateDatabase()));
    }
}
