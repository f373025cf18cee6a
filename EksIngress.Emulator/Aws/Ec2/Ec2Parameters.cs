using System.Globalization;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Reads request members with EC2's own errors.</summary>
internal static class Ec2Parameters
{
    /// <exception cref="AwsException"><c>MissingParameter</c>.</exception>
    public static string Required(this AwsParameters parameters, string name) =>
        parameters.Find(name) is { Length: > 0 } value ? value : throw Ec2Errors.MissingParameter(Camel(name));

    /// <exception cref="AwsException"><c>InvalidParameterValue</c>: neither true nor false.</exception>
    public static bool? Flag(this AwsParameters parameters, string name) =>
        parameters.Find(name) is not { } text
            ? null
            : bool.TryParse(text, out var value) ? value : throw Ec2Errors.InvalidValue(text, Camel(name), "Expecting true or false.");

    /// <exception cref="AwsException"><c>InvalidParameterValue</c>: no integer.</exception>
    public static int? Number(this AwsParameters parameters, string name) =>
        parameters.Find(name) is not { } text
            ? null
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Ec2Errors.InvalidValue(text, Camel(name), "Expecting an integer.");

    /// <summary>A member that the emulator takes in one form only, as it does nothing with it.</summary>
    /// <exception cref="AwsException"><c>NotEmulated</c>: another value.</exception>
    public static void AcceptOnly(this AwsParameters parameters, string name, string value)
    {
        if (parameters.Find(name) is { } sent && !string.Equals(sent, value, StringComparison.OrdinalIgnoreCase))
        {
            throw Ec2Errors.NotEmulated($"{name}={sent}", $"Leave it out, or send '{value}'.");
        }
    }

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
