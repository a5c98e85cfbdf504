namespace SyncAdmin.Tests.Servers.Tds.TSql;

internal sealed record OrderItem(Expression Expression, bool Descending);
