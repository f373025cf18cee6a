using System.Text.RegularExpressions;
using EksIngress.Emulator.Aws;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator;

/// <summary>Checks the settings and names every one that is wrong, by its configuration key.</summary>
internal sealed partial class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>
{
    /// <summary>Slower than AWS by more than this is a slip of the pen.</summary>
    private const double HighestTimeScale = 100;

    public ValidateOptionsResult Validate(string? name, EmulatorOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(EmulatorOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Directory) || options.Directory.Contains('\0', StringComparison.Ordinal))
        {
            yield return "Emulator:Directory (--directory) is empty; give the folder that the emulator may write to.";
        }

        if (options.AwsPort is < 0 or > 65535)
        {
            yield return $"Emulator:AwsPort (--aws-port) is {options.AwsPort}; wanted 0 to 65535, 0 for a free port.";
        }

        if (!RegionName().IsMatch(options.Region))
        {
            yield return $"Emulator:Region (--region) is '{options.Region}'; wanted an AWS region such as eu-west-1.";
        }

        if (!TwelveDigits().IsMatch(options.AccountId))
        {
            yield return $"Emulator:AccountId is '{options.AccountId}'; wanted twelve digits.";
        }

        if (!double.IsFinite(options.TimeScale) || options.TimeScale is < 0 or > HighestTimeScale)
        {
            yield return $"Emulator:TimeScale (--time-scale) is {options.TimeScale}; wanted 0 to {HighestTimeScale}, 1 for AWS's pace.";
        }

        foreach (var (quota, value) in options.Quotas)
        {
            if (!AwsQuotas.Defaults.ContainsKey(quota))
            {
                yield return $"Emulator:Quotas:{quota} is no quota that can be set; known are {string.Join(", ", AwsQuotas.Defaults.Keys)}.";
            }
            else if (value < 0)
            {
                yield return $"Emulator:Quotas:{quota} is {value}; wanted 0 or more.";
            }
        }

        foreach (var (pool, provider) in options.UserPools)
        {
            foreach (var fault in provider.Faults())
            {
                yield return $"Emulator:UserPools:{pool}:{fault}";
            }
        }

        if (options.AccessKeyId.Length == 0 != (options.SecretAccessKey.Length == 0))
        {
            yield return "Emulator:AccessKeyId and Emulator:SecretAccessKey go together; give both, or neither to have them generated.";
        }

        if (options.AccessKeyId.Length > 0 && !AccessKey().IsMatch(options.AccessKeyId))
        {
            yield return "Emulator:AccessKeyId is not an access key id: 16 to 128 upper-case letters and digits, not starting with ASIA.";
        }

        if (options.SecretAccessKey.Length is > 0 and (< 16 or > 128))
        {
            yield return "Emulator:SecretAccessKey has a length outside 16 to 128 characters.";
        }

        if (options.AttachKey.Length is > 0 and (< 16 or > 256))
        {
            yield return "Emulator:AttachKey has a length outside 16 to 256 characters.";
        }
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}\z")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex TwelveDigits();

    // ASIA marks keys of sessions, which STS alone issues.
    [GeneratedRegex(@"^(?!ASIA)[A-Z0-9]{16,128}\z")]
    private static partial Regex AccessKey();
}
