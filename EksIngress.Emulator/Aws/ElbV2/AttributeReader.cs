namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads the attributes of a request.</summary>
internal static class AttributeReader
{
    // Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html
    private const int MaxAttributes = 20;

    /// <exception cref="AwsException"><c>ValidationError</c>: none was sent, too many, or one twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(AwsCall call)
    {
        var attributes = call.Parameters.Structures("Attributes.member")
            .Select(attribute => KeyValuePair.Create(attribute.Get("Key"), attribute.Find("Value") ?? ""))
            .ToList();
        if (attributes.Count == 0)
        {
            throw ElbErrors.Validation("At least one attribute must be specified");
        }

        if (attributes.Count > MaxAttributes)
        {
            throw ElbErrors.Validation($"1 validation error detected: Value at 'attributes' failed to satisfy constraint: Member must have length less than or equal to {MaxAttributes}");
        }

        return attributes.DistinctBy(attribute => attribute.Key).Count() == attributes.Count
            ? attributes
            : throw ElbErrors.Validation("An attribute cannot be specified more than once");
    }
}
