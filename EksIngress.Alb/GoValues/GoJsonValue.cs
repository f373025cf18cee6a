namespace EksIngress.Alb.GoValues;

/// <summary>A JSON value as it was written: numbers keep their digits, objects every member in order, repeated ones included.</summary>
internal sealed class GoJsonValue
{
    public required GoJsonKind Kind { get; init; }

    /// <summary>A string's value, or the literal of a number or boolean.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<GoJsonValue> Items { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, GoJsonValue>> Members { get; init; } = [];

    /// <summary>How messages name it.</summary>
    public string KindName => Kind switch
    {
        GoJsonKind.Boolean => "bool",
        GoJsonKind.Number => "number",
        GoJsonKind.Text => "string",
        GoJsonKind.List => "array",
        GoJsonKind.Map => "object",
        _ => "null",
    };
}
