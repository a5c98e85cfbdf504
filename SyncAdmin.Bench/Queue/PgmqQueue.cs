using Npgsql;
using NpgsqlTypes;
using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Queue;

/// <summary>pgmq's own functions, from the SQL file that its repository publishes, called by statements that stay prepared on each client's connection.</summary>
internal sealed class PgmqQueue : IBenchedQueue
{
    private readonly BenchPostgres _server;
    private readonly NpgsqlDataSource _source;

    internal PgmqQueue(BenchPostgres server, string sqlFile)
    {
        _server = server;
        server.Execute("postgres", "CREATE DATABASE pgmq");
        // Lines for psql are not SQL.
        var sql = File.ReadLines(sqlFile).Where(static line => !line.StartsWith('\\'));
        server.Execute(Database, $"CREATE SCHEMA IF NOT EXISTS pgmq; {string.Join('\n', sql)}");
        server.Execute(Database, $"SELECT pgmq.create('{BenchMessage.Queue}')");
        _source = NpgsqlDataSource.Create(server.ConnectionString(Database));
    }

    public string Name => "pgmq";

    public string Database => "pgmq";

    public void Empty() => _server.Execute(Database, $"TRUNCATE pgmq.q_{BenchMessage.Queue}, pgmq.a_{BenchMessage.Queue}");

    public async Task<IBenchedClient> ConnectAsync()
    {
        var client = new Client(await _source.OpenConnectionAsync());
        await client.PrepareAsync();
        return client;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private sealed class Client(NpgsqlConnection connection) : IBenchedClient
    {
        private readonly NpgsqlCommand _send = Command(connection, "SELECT * FROM pgmq.send($1, $2)", NpgsqlDbType.Text, NpgsqlDbType.Jsonb);
        private readonly NpgsqlCommand _sendMany = Command(connection, "SELECT * FROM pgmq.send_batch($1, $2)", NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Jsonb);
        private readonly NpgsqlCommand _read = Command(connection, "SELECT * FROM pgmq.read($1, $2, $3)", NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Integer);
        private readonly NpgsqlCommand _archive = Command(connection, "SELECT pgmq.archive($1, $2)", NpgsqlDbType.Text, NpgsqlDbType.Bigint);
        private readonly NpgsqlCommand _archiveMany = Command(connection, "SELECT pgmq.archive($1, $2)", NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

        private IEnumerable<NpgsqlCommand> Commands => [_send, _sendMany, _read, _archive, _archiveMany];

        public async Task SendAsync(int count)
        {
            var command = count == 1 ? _send : _sendMany;
            command.Parameters[1].Value = count == 1 ? BenchMessage.Payload : Enumerable.Repeat(BenchMessage.Payload, count).ToArray();
            await command.ExecuteNonQueryAsync();
        }

        public async Task<int> CycleAsync(int count)
        {
            _read.Parameters[2].Value = count;
            var ids = new List<long>(count);
            await using (var reader = await _read.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    ids.Add(reader.GetInt64(0));
                    // What a consumer needs of it.
                    GC.KeepAlive((reader.GetInt32(1), reader.GetDateTime(2), reader.GetDateTime(3), reader.GetString(4)));
                }
            }

            return ids.Count == 0 || (ids.Count == 1 ? await ArchiveAsync(ids[0]) : await ArchiveAsync(ids)) ? ids.Count : throw new InvalidOperationException("A message was not archived.");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in Commands)
            {
                await command.DisposeAsync();
            }

            await connection.DisposeAsync();
        }

        internal async Task PrepareAsync()
        {
            foreach (var command in Commands)
            {
                command.Parameters[0].Value = BenchMessage.Queue;
                await command.PrepareAsync();
            }

            _read.Parameters[1].Value = BenchMessage.Lease;
        }

        private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params NpgsqlDbType[] types)
        {
#pragma warning disable CA2100 // Constants of this file.
            var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            foreach (var type in types)
            {
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
            }

            return command;
        }

        private async Task<bool> ArchiveAsync(long id)
        {
            _archive.Parameters[1].Value = id;
            return await _archive.ExecuteScalarAsync() is true;
        }

        private async Task<bool> ArchiveAsync(List<long> ids)
        {
            _archiveMany.Parameters[1].Value = ids;
            var archived = 0;
            await using var reader = await _archiveMany.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                archived++;
            }

            return archived == ids.Count;
        }
    }
}
