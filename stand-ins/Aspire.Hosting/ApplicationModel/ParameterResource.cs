namespace Aspire.Hosting.ApplicationModel;

public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : Resource(name), IExpressionValue
{
    private readonly Lock _lock = new();
    private string? _value;

    public ParameterDefault? Default { get; set; }

    public bool Secret { get; } = secret;

    public string? Description { get; set; }

    public bool EnableDescriptionMarkdown { get; set; }

    public bool IsConnectionString { get; set; }

    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <exception cref="MissingParameterValueException">Neither configuration nor a default has a value.</exception>
    [Obsolete("Use GetValueAsync for asynchronous access to parameter value.")]
    public string Value => ValueInternal;

    internal string ValueInternal
    {
        get
        {
            lock (_lock)
            {
                // Asked once: a generated default must be the same wherever the parameter is used.
                return _value ??= callback(Default);
            }
        }
    }

    /// <summary>Key that the value is read from, for example <c>Parameters:password</c>.</summary>
    internal string ConfigurationKey { get; init; } = $"Parameters:{name}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(ValueInternal);

    public ValueTask<string?> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => new(ValueInternal);
}
