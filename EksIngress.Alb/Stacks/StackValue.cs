namespace EksIngress.Alb.Stacks;

/// <summary>A string in a stack that is known now, or once another resource of the stack exists.</summary>
public abstract record StackValue
{
    private StackValue() { }

    /// <summary>A string that is known.</summary>
    public static StackValue Of(string value) => new Literal(value);

    /// <summary>A string that is known.</summary>
    public sealed record Literal(string Value) : StackValue;

    /// <summary>Written as <c>{"$ref": "#/resources/TYPE/ID/status/FIELD"}</c>.</summary>
    public sealed record Reference(string ResourceType, string ResourceId, string Field) : StackValue
    {
        /// <summary>Where in the stack's JSON the value will be.</summary>
        public string Path => $"#/resources/{ResourceType}/{ResourceId}/status/{Field}";
    }
}
