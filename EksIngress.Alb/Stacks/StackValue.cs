namespace EksIngress.Alb.Stacks;

/// <summary>A string in a stack that is known now, or once another resource of the stack exists.</summary>
internal abstract record StackValue
{
    private StackValue() { }

    public static StackValue Of(string value) => new Literal(value);

    internal sealed record Literal(string Value) : StackValue;

    /// <summary>Written as <c>{"$ref": "#/resources/TYPE/ID/status/FIELD"}</c>.</summary>
    internal sealed record Reference(string ResourceType, string ResourceId, string Field) : StackValue
    {
        public string Path => $"#/resources/{ResourceType}/{ResourceId}/status/{Field}";
    }
}
