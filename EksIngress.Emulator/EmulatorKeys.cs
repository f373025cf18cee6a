using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator;

/// <summary>Makes up what was left empty, secrets above all, once, so that every reader of the options sees the same.</summary>
internal sealed class EmulatorKeys : IPostConfigureOptions<EmulatorOptions>
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public void PostConfigure(string? name, EmulatorOptions options)
    {
        options.Region = options.Region.Length == 0 ? EmulatorOptions.DefaultRegion : options.Region;
        if (options.AccessKeyId.Length == 0 && options.SecretAccessKey.Length == 0)
        {
            options.AccessKeyId = "AKIA" + RandomNumberGenerator.GetString(KeyAlphabet, 16);
            options.SecretAccessKey = RandomNumberGenerator.GetString(SecretAlphabet, 40);
        }

        if (options.AttachKey.Length == 0)
        {
            options.AttachKey = RandomNumberGenerator.GetString(SecretAlphabet, 40);
        }
    }
}
