using System.Text.Json;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Certificates;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator;

/// <summary>
/// Says where a started emulator is: on the console, and in <c>outputs.json</c>, which is there only while it runs. The
/// members that only a provisioned environment has are absent.
/// </summary>
internal sealed class OutputsWriter(
    EmulatorDirectory directory,
    CertificateAuthority authority,
    AwsEndpointAddress address,
    AdministratorKey administrator,
    IOptions<EmulatorOptions> options,
    IHostApplicationLifetime lifetime) : IHostedService
{
    private const string FileName = "outputs.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        DeleteFile();
        lifetime.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        DeleteFile();
        return Task.CompletedTask;
    }

    private void DeleteFile()
    {
        if (options.Value.WriteOutputs)
        {
            File.Delete(Path.Combine(directory.FullPath, FileName));
        }
    }

    private void Write()
    {
        var outputs = new Dictionary<string, string>
        {
            ["environment"] = "emulator",
            ["region"] = options.Value.Region,
            ["accountId"] = options.Value.AccountId,
            ["awsEndpointUrl"] = address.Uri.ToString().TrimEnd('/'),
            ["accessKeyId"] = administrator.AccessKeyId,
            ["secretAccessKey"] = administrator.SecretAccessKey,
            ["caFile"] = authority.CertificateFile,
        };
        if (options.Value.WriteOutputs)
        {
            directory.WriteSecretFile(FileName, JsonSerializer.Serialize(outputs, Indented) + "\n");
        }

        // The secret stays in the file, whose mode keeps it from others; a console is scrolled back and pasted.
        Console.WriteLine($"AWS endpoint: {outputs["awsEndpointUrl"]}  region {outputs["region"]}  account {outputs["accountId"]}");
        Console.WriteLine($"Access key:   {outputs["accessKeyId"]}");
        Console.WriteLine($"CA:           {outputs["caFile"]}");
        if (options.Value.WriteOutputs)
        {
            Console.WriteLine($"Outputs:      {Path.Combine(directory.FullPath, FileName)}");
        }
    }
}
