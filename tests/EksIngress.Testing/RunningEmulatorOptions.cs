using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Testing;

/// <summary>How a test wants its emulator; what is not set is as in a plain run.</summary>
public sealed record RunningEmulatorOptions
{
    /// <summary>Settings of the <c>Emulator</c> section, by name, for example <c>TimeScale</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Keeps the emulator's state in this folder, which stays. Null keeps it in memory.</summary>
    public string? Directory { get; init; }

    /// <summary>Clock of the emulator. Requests are signed with the machine's clock, so start a fake one at its time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Replaces or adds services after the emulator's own were registered; null changes nothing.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
