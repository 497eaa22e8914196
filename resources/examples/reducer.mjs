// A reducer for Leftfold in JavaScript: `leftfold state demo.sqlite 3202 --reducer "node reducer.mjs"`.
//
// Leftfold writes one request a line on stdin; each answer is one line on stdout, with the id of its request.
// What is printed for people belongs on stderr (console.error).
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

const initial = { lesson: null, activitiesDone: 0, resets: 0 }

function evolve(state, event) {
  const { lesson } = event.data ?? {}
  switch (event.type) {
    case 'placeStudent':
      return { ...state, lesson, activitiesDone: 0 }
    case 'activityCompleted':
      return { ...state, activitiesDone: state.activitiesDone + 1 }
    case 'lessonCompleted':
      return { ...state, lesson: lesson + 1, activitiesDone: 0 }
    case 'resetProgress':
      return { lesson, activitiesDone: 0, resets: state.resets + 1 }
    default:
      // An event that cannot be applied throws, and becomes a failed step; the others go on.
      if (event.type.startsWith('student') || event.type.startsWith('quiz')) return state
      throw new Error(`I know no ${event.type}`)
  }
}

const does = {
  // Who we are, and the state before the first event; `tracks` are the numbers that the timeline draws.
  hello: () => [
    { leftfold: 1, name: 'lessons', title: 'Lessons', initial, tracks: [{ name: 'lesson', title: 'Lesson' }], values: [null] },
  ],
  // One answer an event. `each` asks for the state after each of them, else it is enough after the last.
  * evolve({ state, events, each }) {
    for (const [place, event] of events.entries()) {
      const answer = {}
      try {
        state = evolve(state, event)
      } catch (error) {
        answer.error = error.message
      }
      if (each || place === events.length - 1) Object.assign(answer, { state, values: [state.lesson] })
      yield answer
    }
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  const answers = does[request.do]?.(request) ?? [{ error: `I cannot ${request.do}` }]
  for (const answer of answers) writeSync(1, JSON.stringify({ id: request.id, ...answer }) + '\n')
}
