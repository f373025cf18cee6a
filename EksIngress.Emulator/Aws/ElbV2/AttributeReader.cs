namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads the attributes of a request.</summary>
internal static class AttributeReader
{
    /// <exception cref="AwsException"><c>ValidationError</c>: none was sent, or one twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(AwsCall call)
    {
        var attributes = call.Parameters.Structures("Attributes.member")
            .Select(attribute => KeyValuePair.Create(attribute.Get("Key"), attribute.Find("Value") ?? ""))
            .ToList();
        if (attributes.Count == 0)
        {
            throw ElbErrors.Validation("At least one attribute must be specified");
        }

        return attributes.DistinctBy(attribute => attribute.Key).Count() == attributes.Count
            ? attributes
            : throw ElbErrors.Validation("An attribute cannot be specified more than once");
    }
}
