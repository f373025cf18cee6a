namespace EksIngress.Emulator.Aws.Waf;

/// <summary>Errors of AWS WAF and of its regional predecessor; all have the status 400.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html</remarks>
internal static class WafErrors
{
    public static AwsException Nonexistent() =>
        new("WAFNonexistentItemException", "AWS WAF couldn’t perform the operation because your resource doesn’t exist.");

    /// <param name="field">As the API names it, for example <c>RESOURCE_ARN</c>.</param>
    public static AwsException InvalidParameter(string reason, string field, string value) =>
        new("WAFInvalidParameterException", $"Error reason: {reason}, field: {field}, parameter: {value}");

    /// <exception cref="AwsException"><c>WAFInvalidParameterException</c>: the member is missing or empty.</exception>
    public static string Required(JsonMembers members, string name) =>
        members.FindString(name) is { Length: > 0 } text ? text : throw InvalidParameter("The parameter is required", name, "null");
}
