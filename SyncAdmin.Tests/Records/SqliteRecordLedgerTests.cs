using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Records;

public sealed class SqliteRecordLedgerTests : RecordLedgerConformance
{
    protected override StateDatabase Open() => new SqliteStateDatabase(Path.Combine(Directory.CreateTempSubdirectory("syncadmin-ledger-").FullName, "state.db"));
}
