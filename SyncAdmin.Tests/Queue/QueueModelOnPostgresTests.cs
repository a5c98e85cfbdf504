using Xunit;

namespace SyncAdmin.Tests.Queue;

public sealed class QueueModelOnPostgresTests(QueueOnPostgres house) : QueueModelConformance(house), IClassFixture<QueueOnPostgres>
{
    /// <summary>Nothing is buried here, so that what a read may give is known.</summary>
    [Fact]
    public void A_reader_that_goes_on_where_it_was_is_given_as_much_as_there_is() => Check(goesOn: true, tries: (100, 100), plans: 30);
}
