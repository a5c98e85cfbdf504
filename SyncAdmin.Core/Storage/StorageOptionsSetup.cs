using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace SyncAdmin.Core.Storage;

/// <summary>Reads and checks <see cref="StorageOptions"/>. Reads text, not enums: a binder's exception names no remedy.</summary>
internal sealed class StorageOptionsSetup(IConfiguration configuration) : IConfigureOptions<StorageOptions>, IValidateOptions<StorageOptions>
{
    private const string ProviderKey = "Storage:Provider";
    private const string ConnectionStringKey = "Storage:ConnectionString";

    public void Configure(StorageOptions options)
    {
        options.DataDirectory = configuration["DataDirectory"] ?? options.DataDirectory;
        options.ConnectionString = Filled(configuration[ConnectionStringKey]);
        if (Enum.TryParse<StorageProvider>(Filled(configuration[ProviderKey]), ignoreCase: true, out var provider))
        {
            options.Provider = provider;
        }
    }

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            mistakes.Add("DataDirectory is empty: give the path of a folder, or leave the key out for ./data.");
        }

        var provider = Filled(configuration[ProviderKey]);
        if (provider is not null && !Enum.GetNames<StorageProvider>().Contains(provider, StringComparer.OrdinalIgnoreCase))
        {
            mistakes.Add($"{ProviderKey} is \"{provider}\": give sqlite or postgres.");
        }
        else if (options.Provider == StorageProvider.Postgres)
        {
            AddConnectionStringMistake(options.ConnectionString, mistakes);
        }
        else if (options.ConnectionString is not null)
        {
            mistakes.Add($"{ConnectionStringKey} is set (not shown, it may hold a password) while {ProviderKey} is sqlite, which does not use it: set {ProviderKey} to postgres, or remove {ConnectionStringKey}.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static void AddConnectionStringMistake(string? connectionString, List<string> mistakes)
    {
        const string Remedy = "give it as Host=…;Database=…;Username=…;Password=….";
        if (connectionString is null)
        {
            mistakes.Add($"{ConnectionStringKey} is empty while {ProviderKey} is postgres: {Remedy}");
            return;
        }

        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrWhiteSpace(builder.Host))
            {
                mistakes.Add($"{ConnectionStringKey} (not shown, it may hold a password) names no Host: {Remedy}");
            }
        }
        catch (ArgumentException)
        {
            // Its message may quote a piece of the value, and so of the password.
            mistakes.Add($"{ConnectionStringKey} (not shown, it may hold a password) is not a PostgreSQL connection string: {Remedy}");
        }
    }

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
