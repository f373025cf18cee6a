using System.Reflection;

namespace Aspire.Hosting;

/// <summary>The assembly that carries the AppHost's metadata; null when there is none.</summary>
internal sealed record AppHostAssembly(Assembly? Assembly);
