namespace EksIngress.Emulator.State;

/// <summary>A new value of a row, or its end.</summary>
/// <param name="Name">For example <c>aws/iam/Roles/service-a</c>.</param>
/// <param name="Write">Makes the value, later and on another thread: what it reads must not change. Null deletes the row.</param>
internal readonly record struct StateChange(string Name, Func<byte[]>? Write);
