namespace EksIngress.Alb.Plans;

/// <summary>A controller flag is unknown or malformed, or the controller would not start with it. The message names it.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class ControllerFlagsException(string message) : Exception(message);
