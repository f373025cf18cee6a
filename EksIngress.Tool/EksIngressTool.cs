using System.Reflection;

namespace EksIngress.Tool;

/// <summary>Starts the part that is asked for; each is a program of its own, and stays one.</summary>
internal static class EksIngressTool
{
    private const string EmulatorVerb = "emulator";

    private static async Task<int> Main(string[] args)
    {
        if (args is [EmulatorVerb, .. var rest])
        {
            return await RunAsync("EksIngress.Emulator", rest);
        }

        if (args is [] or ["-h"] or ["--help"] or ["-?"])
        {
            await Console.Out.WriteLineAsync($"{EmulatorVerb}: emulates an AWS account with EKS and its load balancers on this machine. All else is said to the provisioner:\n");
        }

        return await RunAsync("Provisioner", args);
    }

    private static async Task<int> RunAsync(string assemblyName, string[] args)
    {
        var main = Assembly.Load(assemblyName).EntryPoint
            ?? throw new InvalidOperationException($"{assemblyName} has no Main. Install the tool again: 'dotnet tool update eksingress'.");
        return main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [args], null) switch
        {
            Task<int> running => await running,
            Task running => await CompleteAsync(running),
            int exitCode => exitCode,
            _ => 0,
        };
    }

    private static async Task<int> CompleteAsync(Task running)
    {
        await running;
        return 0;
    }
}
