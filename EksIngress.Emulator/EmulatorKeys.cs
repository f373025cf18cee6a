using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator;

/// <summary>Makes up what was left empty, once, so that every reader of the options sees the same. The administrator's access key is IAM's to make.</summary>
internal sealed class EmulatorKeys : IPostConfigureOptions<EmulatorOptions>
{
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public void PostConfigure(string? name, EmulatorOptions options)
    {
        options.Region = options.Region.Length == 0 ? EmulatorOptions.DefaultRegion : options.Region;
        if (options.AttachKey.Length == 0)
        {
            options.AttachKey = RandomNumberGenerator.GetString(SecretAlphabet, 40);
        }
    }
}
