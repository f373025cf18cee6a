namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Add(builder, name, $"Parameters:{name}", secret, null);
    }

    /// <param name="publishValueAsDefault">True writes the value to the manifest; a secret cannot be written there.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        Func<string> valueGetter,
        bool publishValueAsDefault = false,
        bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(valueGetter);
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException($"Parameter '{name}' is secret: its value cannot be published as a default.", nameof(secret));
        }

        return builder.AddResource(new ParameterResource(name, _ => valueGetter(), secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
        });
    }

    /// <param name="persist">Not kept between runs here: a generated value is new in each.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(value);
        if (persist)
        {
            throw new NotSupportedException(
                $"Parameter '{name}': keeping a default between runs is not part of this stand-in. Set UpstreamPackages=true, or leave persist out.");
        }

        return Add(builder, name, $"Parameters:{name}", secret, value);
    }

    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(configurationKey);
        return Add(builder, name, configurationKey, secret, null);
    }

    public static IResourceBuilder<ParameterResource> WithDescription(
        this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = $"ConnectionStrings:{name}";
        return builder.AddResource(new ConnectionStringParameterResource(
            name, @default => Read(builder.Configuration, name, key, @default), environmentVariableName)
        {
            IsConnectionString = true,
            ConfigurationKey = key,
        });
    }

    private static IResourceBuilder<ParameterResource> Add(
        IDistributedApplicationBuilder builder, string name, string key, bool secret, ParameterDefault? @default) =>
        builder.AddResource(new ParameterResource(name, d => Read(builder.Configuration, name, key, d), secret)
        {
            Default = @default,
            ConfigurationKey = key,
        });

    private static string Read(ConfigurationManager configuration, string name, string key, ParameterDefault? @default) =>
        configuration[key]
        // An environment variable cannot have a hyphen in its name.
        ?? configuration[key.Replace('-', '_')]
        ?? @default?.GetDefaultValue()
        ?? throw new MissingParameterValueException(
            $"Parameter '{name}' has no value: set configuration key '{key}' (environment variable '{key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}') or give it a default.");
}
